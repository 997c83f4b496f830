namespace Fridge.Engine;

/// <summary>Where the run's words go.</summary>
/// <param name="Events">Where <c>--json</c> writes; nothing else writes there.</param>
/// <param name="IsLive">A person at a terminal that can move its cursor: a live display, questions.</param>
/// <param name="Width">Columns, for texts that wrap.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, Func<Stream> Events, bool IsLive, bool Colour, bool ErrorColour, int Width)
{
    public const int UsualWidth = 100;

    public static Terminal OfProcess(Func<string, string?> environment)
    {
        var plain = environment("TERM") is null or "" or "dumb";
        var colour = !plain && environment("NO_COLOR") is null or "";
        return new Terminal(
            Console.Out,
            Console.Error,
            Console.OpenStandardOutput,
            IsLive: !plain && !Console.IsOutputRedirected && !Console.IsInputRedirected,
            Colour: colour && !Console.IsOutputRedirected,
            ErrorColour: colour && !Console.IsErrorRedirected,
            Width: Console.IsOutputRedirected ? UsualWidth : Math.Max(40, Console.WindowWidth));
    }
}
