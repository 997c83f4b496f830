namespace Fridge.EndToEnd;

/// <summary>
/// A Kubernetes that its owner has made, and beside it a person who has nothing but a kubeconfig: a home of his own, without a key of any node, and Debian's registry
/// with a password, which the owner's nodes trust.
/// </summary>
public sealed class AdoptedShelf : KubernetesShelf
{
    /// <summary>The person's cluster, and its namespace.</summary>
    public const string Theirs = "e2e-adopted";

    private const string PasswordVariable = "FRIDGE_E2E_REGISTRY";

    /// <summary>This machine, as its nodes reach it.</summary>
    private const string Here = "172.30.42.1";

    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(20);

    private static readonly string Registry = PasswordRegistry.NameAt(Here);

    private PasswordRegistry? registry;

    protected override string Services => "{}";

    /// <summary>The person's own.</summary>
    private string Home => Path.Combine(Folder, "their-home");

    private string Files => Path.Combine(Folder, "theirs");

    /// <summary>What the person's runs have written beside the checkout.</summary>
    public IEnumerable<string> PersonsFiles => Directory.EnumerateFiles(Home, "*", SearchOption.AllDirectories);

    public override async ValueTask DisposeAsync()
    {
        registry?.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>The owner's part: a registry that nodes trust, and a kubeconfig that is handed on.</summary>
    public async Task HandOnAsync()
    {
        Directory.CreateDirectory(Files);
        Directory.CreateDirectory(Home);
        File.Copy(Path.Combine(StateFolder, "kubeconfig"), Path.Combine(Files, "config"));
        registry = PasswordRegistry.Start(Path.Combine(Files, "registry"), Here, Registry);
        foreach (var node in (string[])[First, Second])
            await registry.BeTrustedByAsync(Container(node));

        await File.WriteAllTextAsync(Path.Combine(Files, "theirs.yaml"), $$"""
            apiVersion: fridge/v1
            name: {{Theirs}}
            orchestrator: kubernetes
            kubeconfig: config
            kubernetes: {dns: false}
            registry: {url: "{{Registry}}/fridge", credentials: {user: {{PasswordRegistry.User}}, password: {env: {{PasswordVariable}}} } }
            flink:
              version: 1.20.5
              jobManager: {memory: 640m}
              taskManager: {slots: 1, memory: 640m}
            jobs:
              - {name: taxi, jar: workloads/taxi, entryClass: fridge.taxi.ClosestPlaceJob, args: [--rate, "20"], parallelism: 2, show: [counts.total]}

            """);
    }

    /// <summary>A run of the person's.</summary>
    public async Task<FridgeRun> TheirsAsync(string words, string password = PasswordRegistry.Password)
    {
        var run = Start(words, password);
        await run.WaitAsync(RunLimit);
        return run;
    }

    /// <summary>Until it is disposed.</summary>
    public IAsyncDisposable OpenUi() => new Opened(Start("Ui", PasswordRegistry.Password));

    private FridgeRun Start(string words, string password) => FridgeRun.Start(
        Clone, $"{words} --cluster {Path.Combine(Files, "theirs.yaml")} --registry-ca {registry!.Ca} --yes", environment: new Dictionary<string, string?> { [PasswordVariable] = password, ["HOME"] = Home });

    private sealed class Opened(FridgeRun run) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            run.Signal("INT");
            await run.WaitAsync(RunLimit);
            run.Dispose();
        }
    }
}
