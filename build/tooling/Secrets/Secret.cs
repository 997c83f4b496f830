namespace Fridge.Tooling;

/// <summary>A value that never shows: prints as <c>***</c> in logs, exceptions, argv and files.</summary>
public sealed record Secret
{
    private readonly string value;

    public Secret(string value) => this.value = value;

    /// <summary>The clear text, for the one place that needs it. Name that place in the custody table.</summary>
    public string Reveal() => value;

    public override string ToString() => "***";
}
