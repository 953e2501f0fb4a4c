package dev.carillon.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key and its own certificate for {@code localhost}, as {@code server-config/tomcat/tls-connector.xml} reads it. */
public record TlsKeystore(Path file) {

    private static final String PASSWORD = "changeit";

    /** Replaces the file. */
    public static TlsKeystore create(Path file) throws Exception {
        return create(file, "dns:localhost,ip:127.0.0.1");
    }

    /** For other names. */
    public static TlsKeystore create(Path file, String names) throws Exception {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "carillon",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=" + names,
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        return new TlsKeystore(file);
    }

    /** With the HTTPS connector. */
    public TomcatProcess.Plan addTo(TomcatProcess.Plan plan) {
        return plan.serverXml(xml -> xml.replace("<!-- &tls-connector; -->", "&tls-connector;"))
                .with("carillon.tls-keystore", file.toString());
    }

    /** For servers. */
    public SSLContext context() throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** For clients: trusts this certificate alone. */
    public SSLContext trustedContext() throws Exception {
        KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("carillon", store.getCertificate("carillon"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
