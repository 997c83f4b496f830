namespace Fridge.Model.Conversion;

/// <summary>Netty's epoll, of which 32-bit ARM has none.</summary>
internal static class TransportRule
{
    public static Outcome? Apply(ConfEntry entry, string key, ConversionContext context) =>
        context.HasArm32 && key == "taskmanager.network.netty.transport" && entry.Value.Equals("epoll", StringComparison.OrdinalIgnoreCase)
            ? Outcome.Refused($"{SupportMatrix.Configs.Single(rule => rule.Id == "epoll-arm32").Reason}; left out, so Flink finds what there is")
            : null;
}
