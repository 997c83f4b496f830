using Fridge.Model;
using Fridge.Tooling.Processes;

namespace Fridge.Rollout.Status;

/// <summary>How a person sees Flink's UI. Its port answers the nodes and <c>allowFrom</c> only, so the sure way is a tunnel that ends on the manager.</summary>
/// <param name="Address">For a browser that <c>allowFrom</c> lets in; null: no node gives its port to anybody.</param>
/// <param name="Command">Opens the tunnel from this machine; the UI is then at <paramref name="LocalAddress"/>.</param>
/// <param name="FromElsewhere">To be typed on another machine that can ssh to this one, while the tunnel is open.</param>
public sealed record UiAccess(string? Address, string LocalAddress, string Command, string FromElsewhere)
{
    /// <param name="manager">Null: the nodes are somebody else's, and give no port.</param>
    /// <param name="localPort">The local side only; the service's port stays.</param>
    /// <param name="here">This machine as another reaches it: <c>user@host</c>.</param>
    public static UiAccess Of(Node? manager, int uiPort, int localPort, string here) => new(
        manager is null ? null : $"http://{manager.Address}:{uiPort}",
        $"http://localhost:{localPort}",
        localPort == uiPort ? "./build.sh Ui" : $"./build.sh Ui --ui-port {localPort}",
        $"ssh -N -L {localPort}:127.0.0.1:{localPort} {ShellText.Quote(here)}");
}
