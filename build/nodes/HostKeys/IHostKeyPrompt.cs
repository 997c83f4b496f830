namespace Fridge.Nodes;

/// <summary>Asks a person about a host key that nobody has seen yet. Absent where there is no terminal.</summary>
public interface IHostKeyPrompt
{
    Task<bool> AcceptAsync(HostKeyQuestion question, CancellationToken cancellationToken);
}

/// <param name="Target"><c>pi@192.168.1.10:22</c>.</param>
/// <param name="Fingerprint"><c>SHA256:…</c>, as <c>ssh-keygen -lf</c> shows it on the node.</param>
public sealed record HostKeyQuestion(string Node, string Target, string KeyType, string Fingerprint);
