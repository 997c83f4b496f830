using System.IO.Pipelines;
using System.Text;
using Fridge.Nodes;
using Fridge.Tooling.Processes;

namespace Fridge.Virtual;

/// <summary>A process of this machine whose streams are open as long as it runs; what it says on standard error comes at its end.</summary>
internal sealed class EngineProcess : IRemoteProcess
{
    private readonly Pipe input = new();
    private readonly Pipe output = new();
    private readonly Pipe errors = new();
    private readonly CancellationTokenSource ending = new();
    private readonly Task<int> running;

    public EngineProcess(IProcessRunner processes, CommandLine command)
    {
        (StandardInput, StandardOutput, StandardError) = (input.Writer.AsStream(), output.Reader.AsStream(), errors.Reader.AsStream());
        running = RunAsync(processes, command);
    }

    public Stream StandardInput { get; }

    public Stream StandardOutput { get; }

    public Stream StandardError { get; }

    public Task<int> WaitForExitAsync(CancellationToken cancellationToken) => running.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await StandardInput.DisposeAsync();
        ending.Dispose();
    }

    private async Task<int> RunAsync(IProcessRunner processes, CommandLine command)
    {
        try
        {
            var held = command with { Input = input.Reader.AsStream(), Output = output.Writer.AsStream(), TimeLimit = Timeout.InfiniteTimeSpan };
            var ended = await processes.TryRunAsync(held, cancellationToken: ending.Token);
            await errors.Writer.WriteAsync(Encoding.UTF8.GetBytes(ended.StandardError), CancellationToken.None);
            return ended.ExitCode;
        }
        finally
        {
            await input.Reader.CompleteAsync();
            await output.Writer.CompleteAsync();
            await errors.Writer.CompleteAsync();
        }
    }
}
