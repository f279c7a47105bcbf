using System.Net;

namespace Errand.Torture;

/// <summary>A time without a database: how it begins, how it ends, and what clients may be told meanwhile.</summary>
/// <param name="Name">What happens.</param>
/// <param name="Begin">Takes the database away.</param>
/// <param name="End">Gives it back.</param>
/// <param name="Refusal">The answer to a submit that is definitely not stored.</param>
internal sealed record Outage(
    string Name, Func<PostgresTestedStore, Task> Begin, Func<PostgresTestedStore, Task> End,
    HttpStatusCode Refusal = HttpStatusCode.ServiceUnavailable);
