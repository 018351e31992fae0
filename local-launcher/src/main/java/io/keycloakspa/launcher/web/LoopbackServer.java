package io.keycloakspa.launcher.web;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** A small web server for this machine only. */
public final class LoopbackServer {

    private LoopbackServer() {}

    public static Server create(int port, Handler handler) {
        return create("127.0.0.1", port, handler);
    }

    /** The same on an address of a container, whose network is a machine's own. */
    public static Server create(String address, int port, Handler handler) {
        var server = new Server(new VirtualThreadPool());
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        var connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost(address);
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new ContextHandler(handler, "/"));
        server.setStopTimeout(2_000);
        return server;
    }
}
