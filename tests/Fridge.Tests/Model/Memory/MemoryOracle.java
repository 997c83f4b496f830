import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Answers one line for each line of stdin: "TM|JM TAB key=value…" gives what bash-java-utils prints, or the messages of its refusal. */
public class MemoryOracle {
    public static void main(String[] args) throws Exception {
        PrintStream answers = new PrintStream(args[1], StandardCharsets.UTF_8);
        Class<?> utils = Class.forName("org.apache.flink.runtime.util.bash.BashJavaUtils");
        Class<?> command = Class.forName("org.apache.flink.runtime.util.bash.BashJavaUtils$Command");
        Method run = utils.getDeclaredMethod("runCommand", command, String[].class);
        run.setAccessible(true);
        BufferedReader samples = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = samples.readLine()) != null; ) {
            String[] fields = line.split("\t");
            Object which = command.getField("GET_" + fields[0] + "_RESOURCE_PARAMS").get(null);
            answers.println(answer(run, which, options(args[0], fields)));
        }
        answers.close();
    }

    private static String[] options(String configDir, String[] fields) {
        List<String> options = new ArrayList<>(List.of("--configDir", configDir));
        for (int i = 1; i < fields.length; i++) {
            options.add("-D" + fields[i]);
        }
        return options.toArray(new String[0]);
    }

    private static String answer(Method run, Object command, String[] options) throws Exception {
        try {
            return "OK\t" + String.join("\t", (List<String>) run.invoke(null, command, options));
        } catch (InvocationTargetException refused) {
            StringBuilder messages = new StringBuilder("REFUSED");
            for (Throwable cause = refused.getCause(); cause != null; cause = cause.getCause()) {
                messages.append('\t').append(cause.getMessage());
            }
            return messages.toString();
        }
    }
}
