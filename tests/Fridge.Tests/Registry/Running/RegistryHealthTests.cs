using Fridge.Nodes;
using Fridge.Registry.Certificates;
using Fridge.Registry.Running;
using Fridge.Tests.Provisioning.Fixtures;
using Fridge.Tooling;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Running;

public sealed class RegistryHealthTests
{
    private static readonly RegistryCertificates Authority = RegistryCertificates.Create(TimeProvider.System, new Redactor());

    private readonly FakeTimeProvider time = new(Readings.Now);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_that_is_never_answered_ends_at_the_limit()
    {
        var silent = new SilentDoor();
        var waiting = AwaitAsync(silent, Token);
        await silent.Asked.WaitAsync(TimeSpan.FromMinutes(1), Token);

        time.Advance(TimeSpan.FromSeconds(90));

        (await Should.ThrowAsync<FridgeException>(() => waiting.WaitAsync(TimeSpan.FromMinutes(1), Token))).Message
            .ShouldBe("The registry registry.fridge:5000 on pico-0 doesn't answer at port 5001 after 90 s: it is silent");
    }

    [Fact]
    public async Task An_interrupt_is_no_silence()
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var silent = new SilentDoor();
        var waiting = AwaitAsync(silent, interrupt.Token);
        await silent.Asked.WaitAsync(TimeSpan.FromMinutes(1), Token);

        await interrupt.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    private Task AwaitAsync(SilentDoor door, CancellationToken cancellationToken) =>
        new RegistryHealth(time).AwaitAsync(new NodeSession("pico-0", door), Authority.CaPem, Authority.Writer, cancellationToken);

    /// <summary>Takes whoever dials, and never lets him in.</summary>
    private sealed class SilentDoor : INodeTransport
    {
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => asked.Task;

        public string Description => "silent";

        public Task<IRemoteProcess> StartAsync(RemoteCommand command, CancellationToken cancellationToken) => throw new NotSupportedException();

        public async Task<Stream> DialAsync(string host, int port, CancellationToken cancellationToken)
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return Stream.Null;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
