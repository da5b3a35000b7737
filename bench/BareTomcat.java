import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** The baseline of serving-pages.md: Tomcat and one servlet that writes the bytes of a page. */
public final class BareTomcat {

  public static void main(String[] args) throws Exception {
    HttpRequest page = HttpRequest.newBuilder(URI.create(args[0])).build();
    byte[] bytes =
        HttpClient.newHttpClient().send(page, HttpResponse.BodyHandlers.ofByteArray()).body();
    Tomcat tomcat = new Tomcat();
    tomcat.setPort(Integer.parseInt(args[1]));
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "page", new Page(bytes));
    context.addServletMappingDecoded("/", "page");
    tomcat.start();
    System.out.println("Serving " + bytes.length + " bytes at port " + args[1]);
    tomcat.getServer().await();
  }

  private static final class Page extends HttpServlet {

    private final byte[] bytes;

    Page(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/html;charset=UTF-8");
      response.setContentLength(bytes.length);
      response.getOutputStream().write(bytes);
    }
  }
}
