using Fridge.Nodes;
using Fridge.Tests.Support;
using Fridge.Tooling.Processes;

namespace Fridge.Tests.Nodes;

/// <summary>A person who accepts every new host key and has these passwords to say, in turn.</summary>
public sealed class FakePrompts(params string[] passwords) : IHostKeyPrompt, IPasswordPrompt
{
    private readonly Queue<string> answers = new(passwords);

    public List<HostKeyQuestion> HostKeys { get; } = [];

    public List<PasswordQuestion> Passwords { get; } = [];

    public static NodeSessionsOptions Options(string folder, FakePrompts? prompts, TimeProvider? time = null)
    {
        var processes = new ProcessRunner();
        return new NodeSessionsOptions
        {
            Processes = processes,
            Report = new ReportRecorder(),
            ClusterKey = new ClusterKey(Path.Combine(folder, "state"), processes),
            HostKeyPrompt = prompts,
            PasswordPrompt = prompts,
            Time = time ?? TimeProvider.System,
        };
    }

    public Task<bool> AcceptAsync(HostKeyQuestion question, CancellationToken cancellationToken)
    {
        HostKeys.Add(question);
        return Task.FromResult(true);
    }

    public Task<Secret?> AskAsync(PasswordQuestion question, CancellationToken cancellationToken)
    {
        Passwords.Add(question);
        return Task.FromResult(answers.TryDequeue(out var answer) ? new Secret(answer) : null);
    }
}
