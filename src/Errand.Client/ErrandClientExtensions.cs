using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Errand;

/// <summary>Adds a client of an Errand server to a program.</summary>
public static class ErrandClientExtensions
{
    private const string Name = "Errand";

    /// <summary>Adds <see cref="ErrandClient"/>, and <see cref="ITaskClient"/> unless the program has one already. Both are one object for
    /// the whole program.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configure">Says where the server is, and which key to send.</param>
    /// <returns>To add handlers to its <see cref="HttpClient"/>. The client repeats what is safe to repeat, so add no resilience handler: that
    /// would cut waits and event streams short, and repeat what is not safe.</returns>
    public static IHttpClientBuilder AddErrandClient(this IServiceCollection services, Action<ErrandClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<ErrandClientOptions>().Configure(configure);
        services.TryAddSingleton(provider => new ErrandClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(Name),
            provider.GetRequiredService<IOptions<ErrandClientOptions>>().Value));
        services.TryAddSingleton<ITaskClient>(provider => provider.GetRequiredService<ErrandClient>());
        return services.AddHttpClient(Name)
            .ConfigureHttpClient(http => http.Timeout = Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler((handler, _) => ErrandClient.Set(handler))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan); // Its connections are renewed instead.
    }
}
