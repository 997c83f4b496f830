using System.Globalization;
using Fridge.Model;
using Fridge.Tooling;

namespace Fridge.Nodes.Locks;

/// <summary>
/// What runs on the manager while the lock is held, as root in root's own folder: nobody else can take it, fake it or aim it at another file.
/// It wants a question now and then, answers each, and ends at the end of its input or after some silence: no lock outlives a closed laptop.
/// </summary>
internal static class LockScript
{
    public const string Folder = WellKnown.NodeRuntime;

    /// <summary>The first word of the answer when it is another's, before the words about that one.</summary>
    public const string Busy = "busy";

    private const string Held = "held";

    private static readonly string Text = EmbeddedText.Read(typeof(LockScript), "lock.sh");

    public static RemoteCommand Command(string folder, LockHolder holder, TimeSpan silence) => new(
        "sh", "-c", Text, "fridge-lock", folder, holder.ToString(), silence.TotalSeconds.ToString("0", CultureInfo.InvariantCulture))
    {
        AsRoot = true,
    };

    /// <summary>The folder of a task, with a <c>script</c>; the task puts <c>log</c> and <c>status</c> there.</summary>
    public static string Task(string folder, string name) => $"{folder}/tasks/{name}";

    /// <returns>The number of the question that it answers, 0 for the first line; null: it is no answer.</returns>
    public static int? Answered(string? line) =>
        line?.Split(' ') is [Held, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var answered) ? answered : null;
}
