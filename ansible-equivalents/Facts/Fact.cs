using System.Collections.Immutable;

namespace Fridge.Provisioning.Facts;

/// <summary>Something to read on a node: a piece of POSIX shell, run as root in a subshell of its own, a file, or a question to the engine. All facts of a node take one exec.</summary>
public abstract class Fact
{
    private protected Fact(string name, string script) => (Name, Script) = (Checked(name), script);

    /// <summary>Lower-case letters, digits and underscores: it names a section of what a node prints.</summary>
    public string Name { get; }

    /// <summary>Reads, changes nothing; its standard error is dropped.</summary>
    public string Script { get; }

    /// <summary>Who says it: files and what the engine is asked cost a node less than shell.</summary>
    internal FactSource Source => Asks is not null ? FactSource.Engine : IsFile ? FactSource.File : FactSource.Shell;

    /// <summary>A path of the engine's API, which is asked instead of the script; the script is for a person then.</summary>
    internal string? Asks { get; init; }

    /// <summary>Its one argument is a file, and what it says is the file's text; the script is for a person then.</summary>
    internal bool IsFile { get; init; }

    /// <summary>The script's <c>$1</c>, <c>$2</c> …: two facts may share a script.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>A program that the script asks, such as <c>docker</c>; null: none but what every Debian has.</summary>
    public string? Requires { get; init; }

    /// <summary>When the node ends it. Whole seconds.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(20);

    private static string Checked(string name) =>
        name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') && name is not (FactSections.Begin or FactSections.End)
            ? name
            : throw new ArgumentException($"A fact's name consists of [a-z0-9_] and isn't {FactSections.Begin} or {FactSections.End}; '{name}' can't be one.", nameof(name));
}

internal enum FactSource
{
    Shell,

    File,

    Engine,
}

/// <summary>A fact with its meaning.</summary>
/// <param name="name">Unique among all facts.</param>
/// <param name="script">As <see cref="Fact.Script"/>.</param>
/// <param name="parse">From what it printed to what it says; throws what it likes, which becomes a sentence with node and fact.</param>
public sealed class Fact<T>(string name, string script, Func<FactText, T> parse) : Fact(name, script)
{
    /// <summary>What it says where the node lacks the program that it <see cref="Fact.Requires"/>, or that program doesn't answer in time.</summary>
    public T? Default { get; init; }

    internal T Parse(FactText text) => text.Status switch
    {
        FactText.NoProgram or FactText.Late when Requires is not null => Default!,
        FactText.Late => throw new FormatException($"it did not end within {Limit.TotalSeconds:0} seconds, or all facts together took too long"),
        _ => parse(text),
    };
}

/// <summary>Facts that many tasks need.</summary>
internal static class FileFacts
{
    private const int NoFile = 1;

    /// <summary>A file's text, or null where there is none. A file that can't be read is no missing file.</summary>
    public static Fact<string?> Text(string name, string path) => Of(name, path, text => text.Status switch
    {
        0 => text.Text,
        NoFile => null,
        _ => throw new FormatException($"{path} exists and can't be read"),
    });

    /// <summary>Whether an interrupted step left a file's new content before anything was seen to run with it (the prelude's <c>keep</c>).</summary>
    public static Fact<bool> IsUnproven(string name, string path) => new(name, $"[ -e {path}.fridge-before ]", text => text.Status == 0);

    /// <param name="parse">From the text with status 0; 1: there is no file, 2: it can't be read.</param>
    public static Fact<T> Of<T>(string name, string path, Func<FactText, T> parse) => new(name, "[ -e \"$1\" ] || exit 1\ncat \"$1\" || exit 2", parse)
    {
        Arguments = [path],
        IsFile = true,
    };
}
