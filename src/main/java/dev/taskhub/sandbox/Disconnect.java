package dev.taskhub.sandbox;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** Drops the connection of a request that asks for it, without another byte: a servlet cannot do that itself. */
final class Disconnect extends ValveBase {

    private static final String WANTED = Disconnect.class.getName();

    Disconnect() {
        super(true);
    }

    static void ask(HttpServletRequest request) {
        request.setAttribute(WANTED, true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (request.getAttribute(WANTED) != null) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
        }
    }
}
