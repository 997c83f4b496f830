using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Fridge.Manifests.Values;

/// <summary>Values as YAML, the same bytes each time: block style, text in double quotes wherever YAML 1.1 or 1.2 could read it as something else.</summary>
internal static partial class YamlText
{
    public static string Write(Value value)
    {
        var text = new StringBuilder();
        WriteBlock(text, value, 0);
        return text.ToString();
    }

    private static void WriteBlock(StringBuilder text, Value value, int indent)
    {
        switch (value)
        {
            case Mapping { Entries: { Length: > 0 } entries }:
                WriteEntries(text, entries, indent, indent);
                break;
            case Sequence { Items: { Length: > 0 } items }:
                WriteItems(text, items, indent);
                break;
            default:
                text.Append(' ', indent).Append(Inline(value)).Append('\n');
                break;
        }
    }

    private static void WriteEntries(StringBuilder text, ImmutableArray<KeyValuePair<string, Value>> entries, int firstIndent, int indent)
    {
        var before = firstIndent;
        foreach (var (key, value) in entries)
        {
            text.Append(' ', before).Append(Quote(key)).Append(':');
            WriteAfterKey(text, value, indent);
            before = indent;
        }
    }

    private static void WriteAfterKey(StringBuilder text, Value value, int indent)
    {
        if (IsInline(value))
        {
            text.Append(' ').Append(Inline(value)).Append('\n');
            return;
        }

        text.Append('\n');
        WriteBlock(text, value, indent + 2);
    }

    private static void WriteItems(StringBuilder text, ImmutableArray<Value> items, int indent)
    {
        foreach (var item in items)
        {
            text.Append(' ', indent).Append("- ");
            if (item is Mapping { Entries: { Length: > 0 } entries })
            {
                WriteEntries(text, entries, 0, indent + 2);
            }
            else if (IsInline(item))
            {
                text.Append(Inline(item)).Append('\n');
            }
            else
            {
                text.Length--;
                text.Append('\n');
                WriteBlock(text, item, indent + 2);
            }
        }
    }

    private static bool IsInline(Value value) =>
        value is Scalar or Mapping { Entries.Length: 0 } or Sequence { Items.Length: 0 };

    private static string Inline(Value value) => value switch
    {
        Scalar { Content: null } => "null",
        Scalar { Content: string words } => Quote(words),
        Scalar scalar => scalar.Text,
        Mapping => "{}",
        _ => "[]",
    };

    private static string Quote(string words)
    {
        if (Plain().IsMatch(words) && !Reserved().IsMatch(words))
            return words;

        var quoted = new StringBuilder("\"");
        foreach (var c in words)
            quoted.Append(Escape(c));
        return quoted.Append('"').ToString();
    }

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when char.IsControl(c) => $"\\u{(int)c:x4}",
        _ => c.ToString(),
    };

    [GeneratedRegex("^[A-Za-z/_][-A-Za-z0-9/_.@+=$(),]*( [-A-Za-z0-9/_.@+=$(),]+)*$")]
    private static partial Regex Plain();

    /// <summary>YAML 1.1's truth values and nulls, which Compose's reader still knows, and what could be taken for a number.</summary>
    [GeneratedRegex(@"^(y|n|yes|no|on|off|true|false|null|none|nan|inf)$", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();
}
