using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;

namespace Fridge.Tooling.Processes;

/// <summary>A piece of POSIX shell, written as an interpolated string whose holes are quoted: <c>$"cat {path}"</c>.</summary>
[InterpolatedStringHandler]
public sealed class ShellText
{
    private readonly StringBuilder text;
    private readonly List<Secret> secrets = [];

    public ShellText(int literalLength, int formattedCount) => text = new StringBuilder(literalLength + (formattedCount * 8));

    private ShellText(string trusted) => text = new StringBuilder(trusted);

    /// <summary>What is written in its place, holes quoted and secrets known: <c>ShellText.Of($"cat {path}")</c>.</summary>
    public static ShellText Of(ShellText text) => text;

    /// <summary>Text that is already shell, such as a script from an embedded file.</summary>
    public static ShellText Trusted(string script) => new(script);

    public static string Quote(string argument) =>
        argument.Length > 0 && argument.All(IsPlain) ? argument : $"'{argument.Replace("'", "'\\''")}'";

    public void AppendLiteral(string literal) => text.Append(literal);

    public void AppendFormatted(string value) => text.Append(Quote(value));

    public void AppendFormatted(int value) => text.Append(value);

    public void AppendFormatted(long value) => text.Append(value);

    public void AppendFormatted(ShellText fragment)
    {
        text.Append(fragment.text);
        secrets.AddRange(fragment.secrets);
    }

    public void AppendFormatted(Secret secret)
    {
        text.Append(Quote(secret.Reveal()));
        secrets.Add(secret);
    }

    public void AppendFormatted(IEnumerable<string> arguments) => text.AppendJoin(' ', arguments.Select(Quote));

    /// <summary>Its secrets, which must not be shown or stand on an argv.</summary>
    public ImmutableArray<Secret> Secrets => [.. secrets];

    /// <summary>The script with its secrets, for a shell's standard input.</summary>
    public string Reveal() => text.ToString();

    /// <summary>The script, <c>***</c> for each secret.</summary>
    public override string ToString() => Redactor.Of(secrets).Redact(text.ToString());

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || "-_./:=@%+,".Contains(c);
}
