package dev.carillon.security.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens by hand with the JDK alone, right ones and wrong ones. */
final class Forge {

    static final KeyPair RSA = pair("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
    static final KeyPair P256 = pair("EC", new ECGenParameterSpec("secp256r1"));
    static final KeyPair ED25519 = pair("Ed25519", null);
    static final byte[] SECRET = bytes("0123456789abcdef0123456789abcdef");

    private Forge() {}

    /** Signs bytes. */
    interface Signer {
        byte[] sign(byte[] signed) throws GeneralSecurityException;
    }

    static KeyPair pair(String algorithm, AlgorithmParameterSpec parameters) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (parameters != null) {
                generator.initialize(parameters);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static Signer hmac(byte[] secret) {
        return signed -> {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(signed);
        };
    }

    static Signer rsa(PrivateKey key) {
        return signer("SHA256withRSA", key);
    }

    static Signer ecdsa(PrivateKey key) {
        return signer("SHA256withECDSAinP1363Format", key);
    }

    static Signer eddsa(PrivateKey key) {
        return signer("Ed25519", key);
    }

    static Signer signer(String algorithm, PrivateKey key) {
        return signed -> {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(signed);
            return signature.sign();
        };
    }

    static String token(String header, String claims, Signer signer) {
        return token(bytes(header), bytes(claims), signer);
    }

    static String token(byte[] header, byte[] claims, Signer signer) {
        String signed = base64(header) + "." + base64(claims);
        try {
            return signed + "." + base64(signer.sign(bytes(signed)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
