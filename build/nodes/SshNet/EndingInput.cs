using System.Reflection;

namespace Fridge.Nodes.SshNet;

/// <summary>
/// SSH.NET tells the node that an input has ended only where something was written (ChannelInputStream.Dispose, 2026.0.0): a command that
/// reads would wait for ever for the end of an empty one. A count of one written byte lets it tell; nothing else reads the count.
/// </summary>
internal static class EndingInput
{
    private const string Written = "_totalPosition";

    /// <exception cref="NotSupportedException">Another version of SSH.NET, which counts otherwise.</exception>
    public static Stream Of(Stream input)
    {
        var written = input.GetType().GetField(Written, BindingFlags.Instance | BindingFlags.NonPublic)
            ?? throw new NotSupportedException($"SSH.NET's {input.GetType().Name} has no {Written}: does it send the end of an empty input by now?");
        written.SetValue(input, Math.Max(1L, (long)written.GetValue(input)!));
        return input;
    }
}
