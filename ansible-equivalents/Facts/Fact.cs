using Fridge.Tooling.Processes;
namespace Fridge.Provisioning.Facts;

/// <summary>Something to read on a node: a piece of POSIX shell, run as root with all others in one exec.</summary>
public abstract class Fact
{
    private protected Fact(string name, string script) => (Name, Script) = (Checked(name), script);

    /// <summary>Lower-case letters, digits and underscores: it names a section and a shell function.</summary>
    public string Name { get; }

    public string Script { get; }

    private static string Checked(string name) =>
        name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            ? name
            : throw new ArgumentException($"A fact is named in [a-z0-9_], not '{name}'.", nameof(name));
}

/// <summary>A fact with its meaning.</summary>
/// <param name="name">Unique among all facts.</param>
/// <param name="script">Reads, changes nothing; what it writes to standard error is dropped.</param>
/// <param name="parse">From what it printed to what it says.</param>
public sealed class Fact<T>(string name, string script, Func<FactText, T> parse) : Fact(name, script)
{
    public T Parse(FactText text) => parse(text);
}

/// <summary>Facts that many tasks need.</summary>
public static class FileFacts
{
    /// <summary>A file's text, or null where there is none.</summary>
    public static Fact<string?> Text(string name, string path) =>
        new(name, $"cat {ShellText.Quote(path)}", text => text.Status == 0 ? text.Text : null);
}
