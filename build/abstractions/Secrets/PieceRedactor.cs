namespace Fridge;

/// <summary>Takes secrets out of a text that comes in pieces, such as a process's lines: one that is parted between two pieces too. One thread at a time.</summary>
public sealed class PieceRedactor(Redactor redactor)
{
    private string held = "";

    /// <returns>What can be shown by now; an end that may begin a secret is held back.</returns>
    public string Take(string piece)
    {
        var text = held + piece;
        var safe = redactor.SafeLength(text);
        held = text[safe..];
        return redactor.Redact(text[..safe]);
    }

    /// <summary>No more will come.</summary>
    public string End()
    {
        var rest = redactor.Redact(held);
        held = "";
        return rest;
    }
}
