namespace Fridge.EndToEnd;

/// <summary>What happened to a Pi, undone when the trial is over, whatever came of it. One that can't be brought about fails its trial.</summary>
public sealed class Mishap : IAsyncDisposable
{
    private readonly Func<Task> undo;

    private Mishap(Func<Task> undo) => this.undo = undo;

    /// <param name="script">Run on the Pi as root.</param>
    public static Task<Mishap> OnAsync(string node, string script, string undo) =>
        HappensAsync(() => FieldShelf.OnAsync(node, script), () => FieldShelf.OnAsync(node, undo));

    /// <summary>A file of the Pi is changed; as it was when it is over.</summary>
    public static Task<Mishap> ToFileAsync(string node, string path, string script) =>
        OnAsync(node, $"cp -p {path} /run/mishap && {{ {script}; }}", $"cat /run/mishap >{path}");

    /// <summary>A program of the Pi's that runs until it is over.</summary>
    public static Task<Mishap> ProgramAsync(string node, string command) => HappensAsync(
        () => Shelf.DockerAsync("exec", "-d", FieldShelf.Container(node), "sh", "-c", $"echo $$ >/run/mishap.pid; exec {command}"),
        () => FieldShelf.OnAsync(node, "kill \"$(cat /run/mishap.pid)\" || :"));

    public async ValueTask DisposeAsync() => await undo();

    private static async Task<Mishap> HappensAsync(Func<Task> happen, Func<Task> undo)
    {
        try
        {
            await happen();
            return new(undo);
        }
        catch
        {
            await undo();
            throw;
        }
    }
}
