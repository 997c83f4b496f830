using Fridge.Nodes;

namespace Fridge.Targets.Sessions;

/// <summary>What the sessions ask, asked at the engine's terminal.</summary>
internal sealed class TerminalPrompts(IAsk ask) : IHostKeyPrompt, IPasswordPrompt
{
    public Task<bool> AcceptAsync(HostKeyQuestion question, CancellationToken cancellationToken) =>
        ask.ConfirmAsync(
            $"{question.Node} ({question.Target}) shows a {question.KeyType} key that is new here: {question.Fingerprint}. Is it the node's key?",
            assume: false,
            cancellationToken);

    public async Task<Secret?> AskAsync(PasswordQuestion question, CancellationToken cancellationToken)
    {
        var use = question.Use == PasswordUse.Login
            ? $"Password of {question.User} on {question.Node} (once: the cluster's key is then installed)"
            : $"Password of {question.User} for sudo on {question.Node}";
        var answer = await ask.SecretAsync(question.Again ? $"Refused. {use}" : use, cancellationToken);
        return answer.Reveal().Length == 0 ? null : answer;
    }
}
