using Microsoft.Extensions.Logging;

namespace Errand.Hosting;

/// <summary>The logger of one of our parts, in whatever program.</summary>
internal sealed class CarefulLogger<TPart>(ILoggerFactory factory, LogFault fault)
    : CarefulLogger(factory.CreateLogger<TPart>, fault), ILogger<TPart>;
