package io.keycloakspa.e2e.containers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A certificate of an administrator's own, made by the JDK's keytool. */
public final class GivenCertificate {

    /** Days since it became valid. */
    private static final int AGE = 10;

    private static final String PASSWORD = "of-a-file-for-a-moment";
    private static final int TIMEOUT_MILLIS = 10_000;

    private final String certificate;
    private final String key;

    private GivenCertificate(String certificate, String key) {
        this.certificate = certificate;
        this.key = key;
    }

    /**
     * Makes one that signs itself.
     *
     * @param daysLeft until it expires; it has expired when they are negative
     */
    public static GivenCertificate make(int daysLeft, List<String> hosts)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path folder = Files.createTempDirectory("certificate");
        Path store = folder.resolve("store.p12");
        try {
            String names = hosts.stream().map(host -> "dns:" + host).collect(Collectors.joining(","));
            String keytool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            String options = "-genkeypair -keyalg EC -groupname secp256r1 -alias given -dname CN=given "
                    + "-startdate -%dd -validity %d -ext san=%s -storetype PKCS12 -storepass %s -keystore %s"
                            .formatted(AGE, AGE + daysLeft, names, PASSWORD, store);
            List<String> command = new ArrayList<>(List.of(keytool));
            command.addAll(List.of(options.split(" ", -1)));
            Commands.run(Map.of(), command).succeeded();
            KeyStore kept = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            return new GivenCertificate(
                    pem("CERTIFICATE", kept.getCertificate("given").getEncoded()),
                    pem(
                            "PRIVATE KEY",
                            kept.getKey("given", PASSWORD.toCharArray()).getEncoded()));
        } finally {
            Files.deleteIfExists(store);
            Files.delete(folder);
        }
    }

    private static String pem(String kind, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, lines, kind);
    }

    /** A folder that the container's user can read and not write. */
    public static Path folder(Path parent) throws IOException {
        Path folder = Files.createDirectory(parent.resolve("tls"));
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Puts it where the web front looks for it. */
    public GivenCertificate into(Path folder) throws IOException {
        Files.writeString(folder.resolve("tls.crt"), certificate);
        Files.setPosixFilePermissions(
                Files.writeString(folder.resolve("tls.key"), key), PosixFilePermissions.fromString("rw-r--r--"));
        return this;
    }

    public Certificate certificate() throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The one that a server shows to whoever asks for this host; trust is not the question. */
    public static Certificate servedAt(URI address) throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private static final class Anybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
