namespace Fridge;

/// <summary>A value that never shows: prints as <c>***</c>. Made by a <see cref="Redactor"/>, so that none exists whose text isn't taken out of what is shown.</summary>
public sealed record Secret
{
    private readonly string value;

    internal Secret(string value) => this.value = value;

    /// <summary>The clear text, for the one place that needs it. Name that place in the custody table (<c>docs/trust.md</c>).</summary>
    public string Reveal() => value;

    public override string ToString() => "***";
}
