package com.lanehouse.pipeline.publish;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Finds out whether somebody speaks TLS at an address. Nothing is sent beyond the greeting. */
final class TlsListener {
    private static final int PATIENCE_MS = 2_000;

    private TlsListener() {}

    /** @param bootstrap {@code host:port}, the first of them when there are more */
    static boolean isAt(String bootstrap) {
        String address = bootstrap.split(",")[0];
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon);
        int port = Integer.parseInt(address.substring(colon + 1));
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
            try (SSLSocket tls = (SSLSocket) factory.createSocket(socket, host, port, true)) {
                tls.startHandshake();
                return true;
            }
        } catch (SSLHandshakeException e) {
            // Whoever shows a certificate that we do not trust, or turns ours down, speaks TLS; others hang up.
            return !(e.getCause() instanceof EOFException);
        } catch (IOException e) {
            return false;
        }
    }
}
