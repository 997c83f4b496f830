namespace Fridge.Tests.Engine.Output;

/// <summary>A terminal that can be closed: from then on every write fails, as to a tty after SIGHUP.</summary>
internal sealed class LostTerminal : StringWriter
{
    public bool IsLost { get; set; }

    public override void Write(char value)
    {
        Refuse();
        base.Write(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        Refuse();
        base.Write(buffer, index, count);
    }

    public override void Write(string? value)
    {
        Refuse();
        base.Write(value);
    }

    private void Refuse()
    {
        if (IsLost)
            throw new IOException("Input/output error");
    }
}
