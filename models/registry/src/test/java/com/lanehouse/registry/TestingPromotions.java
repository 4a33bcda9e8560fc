package com.lanehouse.registry;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process that promotes one version again and again: at each line that comes in, the path of a lake, it reads the state
 * there and says so, at the next it writes and says whether it won.
 */
final class TestingPromotions {
    private TestingPromotions() {}

    public static void main(String[] args) throws Exception {
        long version = Long.parseLong(args[0]);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String lake = lines.readLine(); lake != null; lake = lines.readLine()) {
            var change = ModelRegistry.open(Path.of(lake))
                    .prepare("rate", version, ModelRegistry.CHAMPION, "process " + version, "round");
            System.out.println("ready");
            lines.readLine();
            try {
                change.commit();
                System.out.println("won");
            } catch (PromotionConflictException e) {
                System.out.println("lost");
            }
        }
    }
}
