package com.lanehouse.orchestration.product;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports that nothing listens on, so that tests do not meet what runs on the machine. */
final class Ports {
    private Ports() {}

    /** A port that is free together with the next one up. */
    static int freePair() throws IOException {
        for (int attempt = 0; attempt < 50; attempt++) {
            try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                int port = first.getLocalPort();
                try (ServerSocket second = new ServerSocket(port + 1, 1, InetAddress.getLoopbackAddress())) {
                    return second.getLocalPort() - 1;
                } catch (IOException taken) {
                    continue;
                }
            }
        }
        throw new IOException("no two free ports side by side");
    }
}
