namespace Fridge.Nodes.SshNet;

/// <summary>SSH.NET blocks a thread of the pool per forwarded connection and per channel that opens. The pool's default minimum, one a core, would then grow by one thread in half a second.</summary>
internal static class BlockingThreads
{
    private const int Minimum = 64;

    public static void Reserve()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        if (workers < Minimum)
            ThreadPool.SetMinThreads(Minimum, completions);
    }
}
