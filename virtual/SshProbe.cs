using System.Net.Sockets;
using System.Text;

namespace Fridge.Virtual;

/// <summary>Whether an sshd is seen from this machine: a firewall or a VPN can hide a Pi that is well.</summary>
internal class SshProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public virtual async Task<bool> IsOpenAsync(string address, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address, PiLogin.Port, limit.Token);
            var banner = new byte[4];
            await client.GetStream().ReadExactlyAsync(banner, limit.Token);
            return Encoding.ASCII.GetString(banner) == "SSH-";
        }
        catch (Exception closed) when (closed is SocketException or IOException || (closed is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
