import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.uima.UIMAFramework;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.Feature;
import org.apache.uima.cas.FeatureStructure;
import org.apache.uima.cas.Type;
import org.apache.uima.cas.impl.XmiCasDeserializer;
import org.apache.uima.cas.text.AnnotationFS;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.util.CasCreationUtils;
import org.apache.uima.util.XMLInputSource;

/** What Apache UIMA finds in our XMI: for each file its length, and each annotation of a layer. */
public class UimaMarks {
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, "UTF-8");
    TypeSystemDescription types =
        UIMAFramework.getXMLParser()
            .parseTypeSystemDescription(new XMLInputSource(new File(args[0])));
    for (int i = 1; i < args.length; i++) {
      CAS cas = CasCreationUtils.createCas(types, null, null);
      try (InputStream in = new FileInputStream(args[i])) {
        XmiCasDeserializer.deserialize(in, cas);
      }
      String text = cas.getDocumentText() == null ? "" : cas.getDocumentText();
      out.println("text\t" + text.length() + "\t" + coded(text));
      Type spans = cas.getTypeSystem().getType("webanno.custom.DanqianSpan");
      for (AnnotationFS one : cas.getAnnotationIndex(spans)) {
        out.println("span\t" + told(one, text));
      }
      Type relations = cas.getTypeSystem().getType("webanno.custom.DanqianRelation");
      Feature from = relations.getFeatureByBaseName("Governor");
      Feature to = relations.getFeatureByBaseName("Dependent");
      for (AnnotationFS one : cas.getAnnotationIndex(relations)) {
        out.println(
            "relation\t"
                + coded(feature(one, "label"))
                + "\t"
                + told((AnnotationFS) one.getFeatureValue(from), text)
                + "\t"
                + told((AnnotationFS) one.getFeatureValue(to), text));
      }
    }
  }

  private static String told(AnnotationFS one, String text) {
    return coded(feature(one, "label"))
        + "\t" + one.getBegin()
        + "\t" + one.getEnd()
        + "\t" + coded(one.getCoveredText());
  }

  private static String feature(FeatureStructure one, String name) {
    return one.getStringValue(one.getType().getFeatureByBaseName(name));
  }

  private static String coded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
