using System.Text;

namespace Fridge.Nodes;

/// <summary>A command in words that every login shell takes alike, which says when it begins.</summary>
/// <param name="Mark">Written to standard output and standard error just before the command's own first byte.</param>
internal sealed record MarkedCommand(RemoteCommand Command, string Mark)
{
    public static MarkedCommand Of(RemoteCommand command)
    {
        var name = $"fridge-{Guid.NewGuid():N}";
        return new(
            command with
            {
                Arguments = ["exec", "/bin/sh", "-c", $"""printf "\n{name}\n"; printf "\n{name}\n" >&2; eval "exec $(printf %b "$0")" """.TrimEnd(), Plain(command.CommandLine())],
            },
            $"\n{name}\n");
    }

    /// <summary>Pure. On one line of ASCII, without what a shell minds between single quotes: csh line ends and !, fish a backslash. What stays is for <c>printf %b</c>.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var one in Encoding.UTF8.GetBytes(text))
        {
            if (one is >= (byte)' ' and <= (byte)'~' and not ((byte)'\'' or (byte)'\\' or (byte)'!'))
                plain.Append((char)one);
            else
                plain.Append("\\0").Append(Convert.ToString(one, 8).PadLeft(3, '0'));
        }

        return plain.ToString();
    }
}
