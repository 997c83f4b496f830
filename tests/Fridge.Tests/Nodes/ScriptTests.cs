using Fridge.Nodes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

/// <summary>A script with a secret is on no argv, and what fails with it doesn't show it.</summary>
public sealed class ScriptTests
{
    private readonly Secret secret = new Redactor().Hide("hunter2hunter2");

    [Fact]
    public void Shell_WithASecret_IsRefused()
    {
        var refused = Should.Throw<ArgumentException>(() => RemoteCommand.Shell($"login {secret}"));

        refused.Message.ShouldStartWith("a script with a secret goes through standard input: login ***");
    }

    [Fact]
    public async Task Script_ComesThroughStandardInput_AndItsErrorsShowNoSecret()
    {
        await using var shell = new LocalShell();
        await using var session = new NodeSession("pico-0", shell);

        var failure = await Should.ThrowAsync<RemoteCommandFailedException>(
            session.ScriptAsync($"echo {secret} >&2; exit 3", asRoot: false, TestContext.Current.CancellationToken));

        shell.Argv.ShouldBe(["sh", "-s"]);
        failure.ExitStatus.ShouldBe(3);
        failure.Evidence.ShouldBe(["$ sh -s", "***"]);
    }

    /// <summary>Runs commands on this machine.</summary>
    private sealed class LocalShell : INodeTransport
    {
        public IReadOnlyList<string> Argv { get; private set; } = [];

        public string Description => "here";

        public Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken)
        {
            Argv = command.Arguments;
            return Task.FromResult<IRemoteProcess>(new LocalProcess(command));
        }

        public Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class LocalProcess : IRemoteProcess
    {
        private readonly System.Diagnostics.Process process;

        public LocalProcess(RemoteCommand command) => process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo(command.Arguments[0], command.Arguments.Skip(1))
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;

        public Stream StandardInput => process.StandardInput.BaseStream;

        public Stream StandardOutput => process.StandardOutput.BaseStream;

        public Stream StandardError => process.StandardError.BaseStream;

        public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }

        public ValueTask DisposeAsync()
        {
            process.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
