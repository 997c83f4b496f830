using System.Collections.Immutable;
using System.Text;

namespace Fridge.Manifests.Jvm;

/// <summary>
/// What <c>java @file</c> reads: an argument a line, quoted by the launcher's own rules, which are not a shell's
/// (https://docs.oracle.com/en/java/javase/17/docs/specs/man/java.html#java-command-line-argument-files).
/// </summary>
internal sealed record JavaArgumentFile(ImmutableArray<string> Arguments)
{
    public override string ToString() => string.Concat(Arguments.Select(argument => Quote(argument) + "\n"));

    private static string Quote(string argument)
    {
        if (argument.Length > 0 && argument[0] is not ('#' or '@') && argument.All(IsPlain))
            return argument;

        var quoted = new StringBuilder("\"");
        foreach (var c in argument)
            quoted.Append(Escape(c));
        return quoted.Append('"').ToString();
    }

    private static bool IsPlain(char c) => c > ' ' && c is not ('"' or '\'' or '\\' or '#');

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\f' => "\\f",
        '\0' => throw new ArgumentException("An argument can't hold a zero byte.", nameof(c)),
        _ => c.ToString(),
    };
}
