using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Fridge.Model.Yaml;

/// <summary>
/// YamlDotNet's parser for texts that anybody may have written. On some malformed ones (a key over two lines among them) it throws what is no
/// <see cref="YamlException"/> and has no place; and whoever follows the events of a text nested ten thousand deep ends by a stack overflow, which nothing catches.
/// Both become a <see cref="YamlException"/> here.
/// </summary>
public sealed class GuardedParser(string text) : IParser
{
    /// <summary>Mappings and lists within each other; no file of ours has a dozen.</summary>
    public const int Deepest = 100;

    private readonly Parser inner = new(new StringReader(text));
    private int depth;

    public ParsingEvent? Current => inner.Current;

    public bool MoveNext()
    {
        var moved = Move();
        depth += Current?.NestingIncrease ?? 0;
        return depth <= Deepest + Documents ? moved : throw new YamlException(Current!.Start, Current.End, $"this is nested deeper than {Deepest}");
    }

    /// <summary>The stream and its document count as nesting too.</summary>
    private const int Documents = 2;

    private bool Move()
    {
        try
        {
            return inner.MoveNext();
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            var after = Current?.End ?? Mark.Empty;
            throw new YamlException(after, after, "what follows cannot be read", error);
        }
    }
}
