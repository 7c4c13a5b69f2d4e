package dev.taskhub.sync;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.HashMap;
import java.util.Map;

/** Has a connection keep its statements for the next time: compiling them takes SQLite longer than running them in memory. */
final class CompiledStatements {

    private final Connection connection;
    private final Map<String, PreparedStatement> idle = new HashMap<>();

    private CompiledStatements(Connection connection) {
        this.connection = connection;
    }

    /** The connection, for one thread. */
    static Connection keep(Connection connection) {
        return proxy(Connection.class, new CompiledStatements(connection)::onConnection);
    }

    private Object onConnection(Object proxy, Method method, Object[] arguments) throws Throwable {
        return method.getName().equals("prepareStatement") && arguments.length == 1
                ? prepare((String) arguments[0])
                : call(connection, method, arguments);
    }

    private PreparedStatement prepare(String sql) throws Throwable {
        PreparedStatement kept = idle.remove(sql);
        PreparedStatement statement = kept == null ? connection.prepareStatement(sql) : kept;
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                idle.put(sql, statement);
                return null;
            }
            return call(statement, method, arguments);
        });
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(CompiledStatements.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
