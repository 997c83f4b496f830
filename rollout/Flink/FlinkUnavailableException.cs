using Fridge.Tooling;

namespace Fridge.Rollout.Flink;

/// <summary>Flink's REST didn't answer, or answered something else than expected. Gates wait on; verbs show it.</summary>
internal sealed class FlinkUnavailableException(string message, Exception? inner = null)
    : FridgeException(message, "See what it says with ./build.sh Logs --service jobmanager.", inner: inner);
