package dev.taskhub.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.taskhub.airtable.AirtableAnswers;
import dev.taskhub.airtable.AirtableColumns;
import dev.taskhub.airtable.AirtableQuota;
import dev.taskhub.airtable.RequestBudget;
import dev.taskhub.convex.ConvexAnswers;
import dev.taskhub.faults.FaultyLine;
import dev.taskhub.faults.FaultyLine.Fault;
import dev.taskhub.remote.RemoteAuthorization;
import dev.taskhub.remote.RemoteCall;
import dev.taskhub.remote.RemoteUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** Whoever cannot prove to be the remote is told nothing, and counts as a remote that does not answer. */
@ContextConfiguration(
        classes = {
            NetworkFaultsTest.Beans.class,
            CamelBeans.class,
            RemoteHttpClient.class,
            AskedAt.class,
            AirtableAnswers.class,
            AirtableQuota.class,
            ConvexAnswers.class
        })
@TestPropertySource(
        properties = {
            RouteTestBase.ROUTES + "file:routes/airtable/call-airtable.camel.yaml,"
                    + "file:routes/convex/call-convex.camel.yaml,file:kamelets/*.kamelet.yaml",
            "taskhub.remote.call-within=1s"
        })
class TlsFailuresTest extends RouteTestBase {

    private static final AtomicInteger TARGET = new AtomicInteger();
    private static final FaultyLine LINE = new FaultyLine(TARGET::get);
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static HttpsServer stranger;
    private static ServerSocket plain;
    private static final AtomicInteger TOLD = new AtomicInteger();

    @MockitoBean
    DataSource dataSource;

    @MockitoBean
    AirtableColumns columns;

    @MockitoBean(name = "airtableBudget")
    RequestBudget budget;

    @MockitoBean(name = "convexAuthorization")
    RemoteAuthorization authorization;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) {
        properties.add("taskhub.airtable.url", () -> "https://" + LINE.authority());
        properties.add("taskhub.convex.url", () -> "https://" + LINE.authority());
    }

    @BeforeAll
    static void startStranger(@TempDir Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        stranger = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stranger.setHttpsConfigurator(new HttpsConfigurator(selfSigned(folder.resolve("stranger.p12"))));
        stranger.createContext("/", exchange -> {
            TOLD.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
        });
        stranger.start();
        plain = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        new Thread(TlsFailuresTest::speakPlain, "plain").start();
    }

    private static void speakPlain() {
        while (!plain.isClosed()) {
            try (var client = plain.accept()) {
                client.getInputStream().read(new byte[8192]);
                client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                // by the client, or at the end
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        LINE.close();
        plain.close();
        stranger.stop(0);
    }

    @BeforeEach
    void beginWell() {
        LINE.heal();
        when(authorization.header()).thenReturn("Convex key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"call-airtable", "call-convex"})
    @Timeout(10)
    void countAsNoAnswer(String route) {
        TARGET.set(stranger.getAddress().getPort());
        assertThat(failure(route)).isInstanceOf(RemoteUnavailable.class).hasMessageContaining("certification path");

        TARGET.set(plain.getLocalPort());
        assertThat(failure(route))
                .as("a server that speaks no TLS")
                .isInstanceOf(RemoteUnavailable.class)
                .hasMessageContaining("SSL");

        LINE.spoil(Fault.LOST);
        assertThat(failure(route)).as("a reset within the handshake").isInstanceOf(RemoteUnavailable.class);

        LINE.spoil(Fault.SILENT);
        assertThat(failure(route)).as("a handshake without an end").isInstanceOf(RemoteUnavailable.class);

        assertThat(TOLD).hasValue(0);
    }

    private Exception failure(String route) {
        return run(route, RemoteCall.get("/v0/app1/Tasks", List.of())).getException();
    }

    private static SSLContext selfSigned(Path store)
            throws IOException, InterruptedException, GeneralSecurityException {
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(said).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
