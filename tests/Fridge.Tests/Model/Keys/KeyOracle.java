import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Writes a line for each ConfigOption constant in the jars: "package TAB key TAB older name…". Arguments: the answers' file, jars. */
public class KeyOracle {
    private static final String OPTION = "org.apache.flink.configuration.ConfigOption";

    public static void main(String[] args) throws Exception {
        try (PrintStream answers = new PrintStream(args[0], StandardCharsets.UTF_8)) {
            for (int i = 1; i < args.length; i++) {
                try (JarFile jar = new JarFile(args[i])) {
                    for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                        read(entries.nextElement().getName(), answers);
                    }
                }
            }
        }
    }

    private static void read(String name, PrintStream answers) throws Exception {
        String simple = name.substring(name.lastIndexOf('/') + 1);
        boolean mayHold = simple.contains("Option") || simple.contains("Config");
        if (!name.startsWith("org/apache/flink/") || !name.endsWith(".class") || !mayHold || name.contains("shaded")) {
            return;
        }

        Field[] fields;
        Class<?> holder;
        try {
            holder = Class.forName(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
            fields = holder.getDeclaredFields();
        } catch (LinkageError | ClassNotFoundException notLoadable) {
            return; // an option of something that the distribution leaves out
        }

        for (Field field : fields) {
            if (field.getType().getName().equals(OPTION) && java.lang.reflect.Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                print(holder.getPackageName(), field.get(null), answers);
            }
        }
    }

    private static void print(String holder, Object option, PrintStream answers) throws Exception {
        if (option == null) {
            return;
        }

        StringBuilder line = new StringBuilder(holder).append('\t').append(option.getClass().getMethod("key").invoke(option));
        for (Object older : (Iterable<?>) option.getClass().getMethod("fallbackKeys").invoke(option)) {
            if ((Boolean) older.getClass().getMethod("isDeprecated").invoke(older)) {
                line.append('\t').append(older.getClass().getMethod("getKey").invoke(older));
            }
        }

        answers.println(line);
    }
}
