package dev.taskhub.camel;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The HTTP client for remotes: no redirect, no cookie, and no retry of its own, which would go past budget and breaker. A
 * call ends in time even where each byte of its answer does and the whole does not.
 */
@Component
class RemoteHttpClient implements HttpClientConfigurer {

    /** Convex's functions return 16 MiB at most. */
    private static final int LONGEST_ANSWER = 32 << 20;

    private final Duration limit;

    /** @param limit how long a call may take, from its first byte to the last of the answer */
    RemoteHttpClient(@Value("${taskhub.remote.call-within}") Duration limit) {
        this.limit = limit;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement();
        builder.addExecInterceptorFirst("time limit", this::inTime);
    }

    private ClassicHttpResponse inTime(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        var answered = new CompletableFuture<Void>();
        answered.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            scope.execRuntime.discardEndpoint();
            return null;
        });
        try {
            return whole(chain.proceed(request, scope));
        } catch (IOException | RuntimeException failure) {
            if (answered.isCompletedExceptionally()) {
                throw new SocketTimeoutException("the answer was not complete after " + limit.toMillis() + " ms");
            }
            throw failure;
        } finally {
            answered.complete(null);
        }
    }

    /** With its body read, while somebody watches the time. */
    private static ClassicHttpResponse whole(ClassicHttpResponse answer) throws IOException {
        var body = answer.getEntity();
        if (body != null) {
            var type = ContentType.parseLenient(body.getContentType());
            answer.setEntity(new ByteArrayEntity(EntityUtils.toByteArray(body, LONGEST_ANSWER), type));
        }
        return answer;
    }
}
