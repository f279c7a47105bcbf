using Microsoft.Extensions.Logging;

namespace Errand.Binding;

internal static partial class BindingLog
{
    [LoggerMessage(2030, LogLevel.Warning,
        "A function of type {TaskType} returned null, which its published result schema excludes; write its return type with a question mark. This is logged once only")]
    public static partial void NullDespiteSchema(this ILogger logger, string taskType);
}
