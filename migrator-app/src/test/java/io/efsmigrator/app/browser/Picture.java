package io.efsmigrator.app.browser;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.Map;

/** What can be said of a picture whatever fonts the machine has. */
record Picture(BufferedImage image) {

  /** How bright the colour is that most of it has: 0 is black, 1 is white. */
  double groundBrightness() {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int y = 0; y < image.getHeight(); y += 2) {
      for (int x = 0; x < image.getWidth(); x += 2) {
        counts.merge(image.getRGB(x, y), 1, Integer::sum);
      }
    }
    int most = counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    return brightness(most);
  }

  /** Which part of it is far from that: text, lines, curves. */
  double ink() {
    double ground = groundBrightness();
    long ink = 0;
    long all = 0;
    for (int y = 0; y < image.getHeight(); y += 2) {
      for (int x = 0; x < image.getWidth(); x += 2) {
        all++;
        ink += Math.abs(brightness(image.getRGB(x, y)) - ground) > 0.3 ? 1 : 0;
      }
    }
    return (double) ink / all;
  }

  private static double brightness(int rgb) {
    Color color = new Color(rgb);
    return (0.2126 * color.getRed() + 0.7152 * color.getGreen() + 0.0722 * color.getBlue()) / 255;
  }
}
