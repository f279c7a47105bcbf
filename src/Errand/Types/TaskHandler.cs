using System.Buffers;

namespace Errand.Types;

/// <summary>The code for one task type, as the handler role calls it: stored bytes in, bytes to store out.</summary>
/// <param name="context">The run it is in.</param>
/// <param name="args">The stored args object, UTF-8 JSON.</param>
/// <param name="services">Where injected parameters come from.</param>
/// <param name="cancellationToken">Fires at the deadline, at a cancel and when the server stops.</param>
/// <returns>The result, UTF-8 JSON.</returns>
/// <exception cref="TaskFailedException">The task failed for good.</exception>
/// <exception cref="InvalidResultException">The function's result cannot be written as JSON.</exception>
internal delegate ValueTask<ReadOnlySequence<byte>> TaskHandler(
    TaskContext context, ReadOnlyMemory<byte> args, IServiceProvider services, CancellationToken cancellationToken);
