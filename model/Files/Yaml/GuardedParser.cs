using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Fridge.Model.Yaml;

/// <summary>YamlDotNet's parser, which on some malformed texts (a key over two lines among them) throws what is no <see cref="YamlException"/> and has no place.</summary>
internal sealed class GuardedParser(string text) : IParser
{
    private readonly Parser _inner = new(new StringReader(text));

    public ParsingEvent? Current => _inner.Current;

    public bool MoveNext()
    {
        try
        {
            return _inner.MoveNext();
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            var after = Current?.End ?? Mark.Empty;
            throw new YamlException(after, after, "what follows cannot be read", error);
        }
    }
}
