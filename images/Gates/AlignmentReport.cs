using System.Text.Json;
using Fridge.Images.Plan;

namespace Fridge.Images.Gates;

/// <summary>Tells a person what the alignment rewrite did with the jars of a job.</summary>
internal static class AlignmentReport
{
    /// <param name="report">As <c>base/align.sh</c> writes it.</param>
    /// <returns>A line for each jar with such accesses, nested ones too; then one for all others.</returns>
    public static IEnumerable<string> Describe(byte[] report, JobJars treatment)
    {
        using var document = JsonDocument.Parse(report);
        var jars = document.RootElement.GetProperty("jars").EnumerateArray().Select(Jar.Read).ToList();
        var others = jars.Where(jar => jar.Calls == 0).Select(jar => jar.Name).ToList();
        return
        [
            .. jars.Where(jar => jar.Calls > 0).Select(jar => Describe(jar, treatment)),
            .. jars.Where(jar => jar.Unread > 0).Select(jar => $"{Count(jar.Unread, "class", "classes")} of {jar.Name} can't be read and stays as it is: it is incomplete, or an obfuscator wrote it"),
            .. others.Count > 0 ? [$"no unaligned memory access in {string.Join(", ", others)}"] : Array.Empty<string>(),
        ];
    }

    private static string Describe(Jar jar, JobJars treatment)
    {
        var found = $"{Count(jar.Calls, "memory access", "memory accesses")} in {Count(jar.Classes, "class", "classes")} of {jar.Name}";
        return treatment == JobJars.Leave
            ? $"{found} may be unaligned and are left as they are: on a 32-bit system under a 64-bit kernel such an access crashes the JVM"
            : $"{found} made aligned" + (jar.State.Contains("signature", StringComparison.Ordinal) ? ", its signature removed" : "");
    }

    private static string Count(int number, string one, string many) => $"{number} {(number == 1 ? one : many)}";

    private sealed record Jar(string Name, string State, int Calls, int Classes, int Unread)
    {
        public static Jar Read(JsonElement jar) => new(
            jar.GetProperty("jar").GetString()!,
            jar.GetProperty("state").GetString()!,
            jar.GetProperty("calls").GetInt32(),
            Entries(jar, "classes"),
            Entries(jar, "unread"));

        private static int Entries(JsonElement jar, string name) => jar.TryGetProperty(name, out var found) ? found.EnumerateObject().Count() : 0;
    }
}
