package com.lanehouse.dashboards.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

/** A rendered page as a reader takes it apart: raw text elements aside, it has to be well-formed XML. */
final class ReadPage {
    private static final Pattern RAW = Pattern.compile("(<(script|style)[^>]*>)(.*?)</\\2>", Pattern.DOTALL);

    final String html;
    final Document document;

    ReadPage(PageData data) {
        html = ExecutivePage.render(data);
        document = parse(RAW.matcher(html).replaceAll("$1</$2>"));
    }

    /** The contents of every script or style element, in order. */
    List<String> raw(String element) {
        List<String> found = new ArrayList<>();
        Matcher matcher = RAW.matcher(html);
        while (matcher.find()) {
            if (matcher.group(2).equals(element)) {
                found.add(matcher.group(3));
            }
        }
        return found;
    }

    /** The JSON that the charts are drawn from. */
    String charts() {
        Matcher matcher = Pattern.compile(
                        "<script type=\"application/json\" id=\"charts\">(.*?)</script>", Pattern.DOTALL)
                .matcher(html);
        assertThat(matcher.find()).as("the page has its charts").isTrue();
        return matcher.group(1);
    }

    /** Text of the elements of a class, white space made single. */
    List<String> texts(String className) {
        return elements(element -> has(element, className)).stream()
                .map(ReadPage::text)
                .toList();
    }

    /** The card of a KPI by its human name. */
    Element card(String label) {
        return elements(element -> has(element, "card")).stream()
                .filter(card ->
                        text((Element) card.getElementsByTagName("h3").item(0)).equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no card " + label));
    }

    List<Element> elements(Predicate<Element> wanted) {
        return elements(document.getDocumentElement(), wanted);
    }

    static List<Element> elements(Element root, Predicate<Element> wanted) {
        List<Element> found = new ArrayList<>();
        NodeList all = root.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            if (wanted.test((Element) all.item(i))) {
                found.add((Element) all.item(i));
            }
        }
        return found;
    }

    static boolean has(Element element, String className) {
        return List.of(element.getAttribute("class").split(" ")).contains(className);
    }

    static String text(Element element) {
        return element.getTextContent()
                .replace('\u00a0', ' ')
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static Document parse(String xml) {
        try {
            DocumentBuilder builder =
                    DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            return builder.parse(new InputSource(new StringReader(xml)));
        } catch (Exception e) {
            throw new AssertionError("not well-formed: " + e.getMessage(), e);
        }
    }

    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) throws SAXParseException {
            throw e;
        }

        @Override
        public void error(SAXParseException e) throws SAXParseException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXParseException {
            throw e;
        }
    }
}
