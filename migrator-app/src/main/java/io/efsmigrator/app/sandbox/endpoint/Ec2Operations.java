package io.efsmigrator.app.sandbox.endpoint;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import tools.jackson.databind.JsonNode;

/**
 * The little of EC2 that a migration asks: subnets, security groups and
 * Elastic IPs, by EC2's query protocol (a
 * form in, XML out), at the same address; the scope of the signature tells which service is meant.
 */
final class Ec2Operations {

  private static final int MAX_FORM_BYTES = 1 << 16;
  private static final String NAMESPACE = "http://ec2.amazonaws.com/doc/2016-11-15/";

  private final EfsStore store;

  private final SsmOperations instances;

  Ec2Operations(EfsStore store, SsmOperations instances) {
    this.store = store;
    this.instances = instances;
  }

  static boolean isMeant(HttpExchange exchange) {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    return authorization != null && authorization.contains("/ec2/aws4_request");
  }

  /** Answers one call. The caller keeps calls apart and closes the exchange. */
  void serve(HttpExchange exchange) throws IOException {
    int status = 200;
    String xml;
    try {
      Map<String, String> form = form(exchange);
      String action = form.getOrDefault("Action", "");
      xml = switch (action) {
        case "DescribeSubnets" -> answer(action, "subnetSet", subnets(form));
        case "DescribeAddresses" -> answer(action, "addressesSet", addresses(form));
        case "DescribeSecurityGroups" -> answer(action, "securityGroupInfo", groups(form));
        default -> throw new EfsError(400, "InvalidAction",
            "The action " + action + " is not valid for this web service.");
      };
    } catch (EfsError e) {
      status = e.status();
      xml = "<Response><Errors><Error><Code>" + escaped(e.code()) + "</Code><Message>"
          + escaped(String.valueOf(e.getMessage()))
          + "</Message></Error></Errors><RequestID>sandbox</RequestID></Response>";
    }
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/xml;charset=UTF-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Map<String, String> form(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(MAX_FORM_BYTES + 1);
    if (bytes.length > MAX_FORM_BYTES) {
      throw new EfsError(413, "RequestEntityTooLarge", "The form is larger than 64 KiB.");
    }
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : new String(bytes, StandardCharsets.UTF_8).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return form;
  }

  private String subnets(Map<String, String> form) {
    EfsNetwork network = store.network();
    List<String> ids = values(form, "SubnetId");
    for (String id : ids) {
      if (network.subnet(id).isEmpty()) {
        throw new EfsError(400, "InvalidSubnetID.NotFound",
            "The subnet ID '" + id + "' does not exist");
      }
    }
    StringBuilder items = new StringBuilder();
    new TreeMap<>(network.subnets()).forEach((id, subnet) -> {
      boolean wanted = (ids.isEmpty() || ids.contains(id)) && filtered(form,
          (name, value) -> name.equals("vpc-id") && value.equals(network.vpcId()));
      if (wanted) {
        items.append(item("subnetId", id, "state", "available", "vpcId", network.vpcId(),
            "availableIpAddressCount", Integer.toString(subnet.freeAddresses() - used(id)),
            "availabilityZone", subnet.zoneName(), "availabilityZoneId", subnet.zoneId()));
      }
    });
    return items.toString();
  }

  private int used(String subnet) {
    int used = 0;
    for (JsonNode row : store.mountTargets().values()) {
      used += EfsStore.description(row).path("SubnetId").asString().equals(subnet) ? 1 : 0;
    }
    return used;
  }

  private String groups(Map<String, String> form) {
    EfsNetwork network = store.network();
    Map<String, String> names = new TreeMap<>();
    network.securityGroups().forEach(id -> names.put(id, "cluster"));
    names.put(network.defaultSecurityGroup(), "default");
    StringBuilder items = new StringBuilder();
    names.forEach((id, groupName) -> {
      boolean wanted = filtered(form, (name, value) -> switch (name) {
        case "vpc-id" -> value.equals(network.vpcId());
        case "group-name" -> value.equals(groupName);
        default -> false;
      });
      if (wanted) {
        items.append(item("groupId", id, "groupName", groupName, "vpcId", network.vpcId()));
      }
    });
    return items.toString();
  }

  /** Any address is known here, and belongs to the node that stands in the cluster's elastic-ip. */
  private String addresses(Map<String, String> form) throws IOException {
    StringBuilder items = new StringBuilder();
    for (String address : values(form, "PublicIp")) {
      for (Map.Entry<String, Path> instance : instances.directories().entrySet()) {
        Path node = instance.getValue();
        Path holder = node.resolveSibling("elastic-ip");
        if (Files.exists(holder)
            && Files.readString(holder).strip().equals(String.valueOf(node.getFileName()))) {
          items.append(item("publicIp", address, "allocationId", "eipalloc-0000000000000000a",
              "domain", "vpc", "instanceId", instance.getKey()));
        }
      }
    }
    return items.toString();
  }

  /** Whether every filter of the form lets it through, by any of its values. */
  private static boolean filtered(Map<String, String> form, BiPredicate<String, String> matches) {
    for (int number = 1; form.containsKey("Filter." + number + ".Name"); number++) {
      String filter = "Filter." + number + ".";
      String name = form.getOrDefault(filter + "Name", "");
      if (values(form, filter + "Value").stream()
          .noneMatch(value -> matches.test(name, value))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> values(Map<String, String> form, String name) {
    return form.entrySet().stream().filter(field -> field.getKey().startsWith(name + "."))
        .map(Map.Entry::getValue).toList();
  }

  private static String answer(String action, String set, String items) {
    return "<" + action + "Response xmlns=\"" + NAMESPACE + "\"><requestId>sandbox</requestId><"
        + set + ">" + items + "</" + set + "></" + action + "Response>";
  }

  private static String item(String... fields) {
    StringBuilder item = new StringBuilder("<item>");
    for (int index = 0; index < fields.length; index += 2) {
      item.append('<').append(fields[index]).append('>').append(escaped(fields[index + 1]))
          .append("</").append(fields[index]).append('>');
    }
    return item.append("</item>").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
