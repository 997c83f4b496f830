namespace Fridge.EndToEnd;

/// <summary>What happened to a Pi, undone when the trial is over, whatever came of it. One that can't be brought about fails its trial.</summary>
public sealed class Mishap : IAsyncDisposable
{
    private readonly Func<Task> undo;
    private bool isOver;

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

    /// <summary>What happened to several.</summary>
    public static async Task<Mishap> OfAllAsync(IEnumerable<Task<Mishap>> each)
    {
        var all = await Task.WhenAll(each);
        return new(async () => await Task.WhenAll(all.Select(one => one.DisposeAsync().AsTask())));
    }

    /// <summary>Also before the trial is over.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isOver)
            return;
        isOver = true;
        await undo();
    }

    public static async Task<Mishap> HappensAsync(Func<Task> happen, Func<Task> undo)
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
