using Errand.Web.Access;
using Errand.Web.Actions;
using Errand.Web.Errors;
using Errand.Web.Events;
using Errand.Web.Flask;
using Errand.Web.Http;
using Errand.Web.Keys;
using Errand.Web.Lists;
using Errand.Web.OpenApi;
using Errand.Web.Query;
using Errand.Web.Results;
using Errand.Web.Routes;
using Errand.Web.Server;
using Errand.Web.Submit;
using Errand.Web.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Errand.Web;

/// <summary>Every route of the server. They work in any ASP.NET Core program: each catches and answers its own errors.</summary>
internal static class ErrandEndpoints
{
    /// <summary>Maps all routes under a prefix, and returns what conventions for all of them are added to.</summary>
    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder program, string prefix)
    {
        RouteGroupBuilder group = program.MapGroup(prefix);
        foreach ((ApiRoute route, Func<RouteRequest, Task<Problem?>> endpoint) in Table(program.ServiceProvider))
        {
            Map(group, program.ServiceProvider, route, endpoint);
        }

        return group;
    }

    /// <summary>Each route, and the endpoint that it leads to.</summary>
    public static IEnumerable<(ApiRoute Route, Func<RouteRequest, Task<Problem?>> Endpoint)> Table(IServiceProvider services)
    {
        SubmitEndpoints submits = services.GetRequiredService<SubmitEndpoints>();
        yield return (
            ApiRoute.Post("/v1/types/{type}/tasks", RouteScope.Submit, "submits a task; the body is the arguments")
                .Of(RouteSubject.Type).Takes(RouteBody.Json, RouteBacklog.Submissions)
                .Accepts([.. QueryParameters.Options, QueryParameters.Wait]).Accepts(KeyHeader.Accepted)
                .Follows(PreferHeader.ReturnAndWait).Answers(200, 202, 422),
            submits.SubmitToTypeAsync);
        yield return (
            ApiRoute.Post("/v1/tasks", RouteScope.Submit, "submits a task; type, arguments and options in the body")
                .Takes(RouteBody.Json, RouteBacklog.Submissions)
                .Accepts(QueryParameters.Wait).Accepts(KeyHeader.Accepted)
                .Follows(PreferHeader.ReturnAndWait).Answers(200, 202, 404, 422),
            submits.SubmitAsync);
        yield return (
            ApiRoute.Post("/v1/tasks/batch", RouteScope.SubmitEach, "submits many tasks, all or none")
                .Takes(RouteBody.JsonOrLines, RouteBacklog.Batches).Accepts(KeyHeader.Refused).Answers(202, 404, 422),
            services.GetRequiredService<BatchEndpoint>().SubmitAsync);

        yield return (
            ApiRoute.Get("/v1/tasks", RouteScope.ReadOwn, "lists tasks, newest first")
                .Accepts(ListQuery.Parameters).Answers(200, 422, 503),
            services.GetRequiredService<ListEndpoint>().ListAsync);

        yield return (
            ApiRoute.Get("/v1/suggest", RouteScope.ReadOwn, "completes what a user types into a search")
                .Accepts(SuggestQuery.Parameters).Answers(200, 503),
            services.GetRequiredService<SuggestEndpoint>().SuggestAsync);

        TaskEndpoints tasks = services.GetRequiredService<TaskEndpoints>();
        yield return (
            ApiRoute.Get("/v1/tasks/{id}", RouteScope.ReadOwn, "shows a task, or waits for it")
                .Of(RouteSubject.Task).Accepts(QueryParameters.Wait).Follows(PreferHeader.ReturnAndWait).Answers(200, 304, 503),
            tasks.ViewAsync);
        yield return (
            ApiRoute.Get("/v1/tasks/{id}/result", RouteScope.ReadOwn, "returns the result, or a part of it")
                .Of(RouteSubject.Task).Or(MediaTypes.Csv, MediaTypes.Binary).Accepts(ResultTerms.Parameters)
                .Answers(200, 206, 304, 416, 422, 503),
            services.GetRequiredService<ResultEndpoint>().ReadAsync);
        LookEndpoints looks = services.GetRequiredService<LookEndpoints>();
        yield return (
            ApiRoute.Get("/v1/tasks/{id}/result/shape", RouteScope.ReadOwn, "describes what is in the result")
                .Of(RouteSubject.Task).Accepts(ShapeTerms.Parameters).Answers(200, 304, 422, 503),
            looks.ShapeAsync);
        yield return (
            ApiRoute.Get("/v1/tasks/{id}/result/series", RouteScope.ReadOwn, "reads columns of the result, thinned for a plot")
                .Of(RouteSubject.Task).Accepts(SeriesTerms.Parameters).Answers(200, 304, 422, 503),
            looks.SeriesAsync);
        yield return (
            ApiRoute.Get("/v1/tasks/{id}/result/matrix", RouteScope.ReadOwn, "reads a matrix of the result, as means of blocks")
                .Of(RouteSubject.Task).Accepts(MatrixTerms.Parameters).Answers(200, 304, 422, 503),
            looks.MatrixAsync);
        yield return (
            ApiRoute.Get("/v1/tasks/{id}/result/histogram", RouteScope.ReadOwn, "counts the numbers of a column of the result in bins")
                .Of(RouteSubject.Task).Accepts(HistogramTerms.Parameters).Answers(200, 304, 422, 503),
            looks.HistogramAsync);
        yield return (
            ApiRoute.Get("/v1/tasks/{id}/result/table", RouteScope.ReadOwn, "reads rows of a table of the result, sorted")
                .Of(RouteSubject.Task).Accepts(TableTerms.Parameters).Answers(200, 304, 422, 503),
            looks.TableAsync);
        yield return (
            ApiRoute.Get("/v1/tasks/{id}/logs", RouteScope.ReadOwn, "lists what the task's runs logged")
                .Of(RouteSubject.Task).Or(MediaTypes.Ndjson).Accepts(LogQuery.Parameters).Answers(200, 503),
            services.GetRequiredService<LogEndpoint>().ReadAsync);
        yield return (
            ApiRoute.Get("/v1/tasks/{id}/attempts", RouteScope.ReadOwn, "lists each wait and each run of a task")
                .Of(RouteSubject.Task).Answers(200, 503),
            services.GetRequiredService<AttemptEndpoint>().ListAsync);

        yield return (
            ApiRoute.Get("/v1/tasks/{id}/events", RouteScope.ReadOwn, "streams what happens to a task, until it is done")
                .Of(RouteSubject.Task).Only(MediaTypes.EventStream).Answers(200, 429, 503),
            services.GetRequiredService<TaskEventsEndpoint>().StreamAsync);
        yield return (
            ApiRoute.Get("/v1/tasks/{id}/explain", RouteScope.ReadOwn, "says why a task waits")
                .Of(RouteSubject.Task).Answers(200, 503),
            services.GetRequiredService<ExplainEndpoint>().ExplainAsync);
        yield return (
            ApiRoute.Post("/v1/tasks/actions", RouteScope.ActEach, "cancels, retries, deletes or keeps many tasks")
                .Takes(RouteBody.Json).Answers(200, 422, 503, 504, 507),
            services.GetRequiredService<ActionEndpoint>().RunAsync);

        ControlEndpoints control = services.GetRequiredService<ControlEndpoints>();
        yield return (
            ApiRoute.Post("/v1/tasks/{id}/cancel", RouteScope.ActOwn, "cancels a task")
                .Of(RouteSubject.Task).Takes(RouteBody.EmptyOrJson).Follows(PreferHeader.Return).Answers(200, 202, 503, 504, 507),
            control.CancelAsync);
        yield return (
            ApiRoute.Post("/v1/tasks/{id}/retry", RouteScope.Submit, "runs a task again that did not succeed")
                .Of(RouteSubject.Task).Takes(RouteBody.EmptyOrJson).Follows(PreferHeader.Return).Answers(202, 409, 503, 504, 507),
            control.RetryAsync);
        yield return (
            ApiRoute.Put("/v1/tasks/{id}/keep", RouteScope.ActOwn, "moves the expiry of a task")
                .Of(RouteSubject.Task).Takes(RouteBody.Json).Follows(PreferHeader.Return).Answers(200, 422, 503, 504, 507),
            control.KeepAsync);
        yield return (
            ApiRoute.Delete("/v1/tasks/{id}/keep", RouteScope.ActOwn, "puts the own expiry of a task back")
                .Of(RouteSubject.Task).Answers(204, 503, 504, 507),
            control.ReleaseAsync);
        yield return (
            ApiRoute.Delete("/v1/tasks/{id}", RouteScope.ActOwn, "deletes a task that is done")
                .Of(RouteSubject.Task).Answers(204, 409, 503, 504, 507),
            control.DeleteAsync);

        TypeEndpoints types = services.GetRequiredService<TypeEndpoints>();
        yield return (
            ApiRoute.Get("/v1/types", RouteScope.Any, "lists the task types").Answers(200, 503),
            types.ListAsync);
        yield return (
            ApiRoute.Get("/v1/types/{type}", RouteScope.Any, "shows one task type").Of(RouteSubject.Type).Answers(200, 503),
            types.ViewAsync);
        yield return (
            ApiRoute.Get("/v1/types/{type}/values", RouteScope.ReadOwn, "lists one member of the summary over many tasks")
                .Of(RouteSubject.Type).Accepts(ValueQuery.Parameters).Answers(200, 422, 503),
            services.GetRequiredService<ValueEndpoint>().ListAsync);

        MemberEndpoints members = services.GetRequiredService<MemberEndpoints>();
        yield return (
            ApiRoute.Get("/v1/handlers", RouteScope.Read, "lists the handlers of all processes")
                .Accepts(MemberQuery.Parameters).Answers(200, 503),
            members.HandlersAsync);
        yield return (
            ApiRoute.Get("/v1/janitors", RouteScope.Read, "lists the janitors of all processes")
                .Accepts(MemberQuery.Parameters).Answers(200, 503),
            members.JanitorsAsync);

        QueueEndpoints queues = services.GetRequiredService<QueueEndpoints>();
        yield return (
            ApiRoute.Get("/v1/queues", RouteScope.Read, "lists the queues").Answers(200, 503),
            queues.ListAsync);
        yield return (
            ApiRoute.Get("/v1/queues/{queue}", RouteScope.Read, "shows one queue").Answers(200, 404, 503),
            queues.ViewAsync);
        yield return (
            ApiRoute.Post("/v1/queues/{queue}/pause", RouteScope.Admin, "lets no further task of a queue start")
                .Takes(RouteBody.EmptyOrJson).Answers(200, 404, 503, 504, 507),
            queues.PauseAsync);
        yield return (
            ApiRoute.Post("/v1/queues/{queue}/resume", RouteScope.Admin, "lets the tasks of a paused queue start again")
                .Takes(RouteBody.EmptyOrJson).Answers(200, 404, 503, 504, 507),
            queues.ResumeAsync);

        StatEndpoints stats = services.GetRequiredService<StatEndpoints>();
        yield return (
            ApiRoute.Get("/v1/stats", RouteScope.Read, "tells what is going on, in numbers").Answers(200, 503),
            stats.StatsAsync);
        yield return (
            ApiRoute.Get("/v1/stats/series", RouteScope.Read, "tells what went on, in numbers over time")
                .Accepts(StatQuery.Parameters).Answers(200, 422, 503),
            stats.SeriesAsync);

        yield return (
            ApiRoute.Get("/v1/problems", RouteScope.Read, "lists what is wrong").Answers(200, 503),
            services.GetRequiredService<ProblemEndpoint>().ListAsync);
        yield return (
            ApiRoute.Get("/v1/events", RouteScope.Read, "streams hints that something changed")
                .Only(MediaTypes.EventStream).Accepts(TopicQuery.Parameters).Answers(200, 429, 503),
            services.GetRequiredService<HintsEndpoint>().StreamAsync);

        yield return (
            ApiRoute.Get("/v1/settings", RouteScope.Admin, "lists the settings of the process").Answers(200),
            services.GetRequiredService<SettingEndpoint>().ListAsync);

        KeyEndpoints keys = services.GetRequiredService<KeyEndpoints>();
        yield return (
            ApiRoute.Get("/v1/keys", RouteScope.Admin, "lists the keys").Answers(200, 503),
            keys.ListAsync);
        yield return (
            ApiRoute.Post("/v1/keys", RouteScope.Admin, "makes a key")
                .Takes(RouteBody.Json).Answers(201, 409, 422, 503, 504, 507),
            keys.CreateAsync);
        yield return (
            ApiRoute.Post("/v1/keys/{id}/rotate", RouteScope.Admin, "makes a key that takes the place of another")
                .Takes(RouteBody.Json).Answers(201, 404, 422, 503, 504, 507),
            keys.RotateAsync);
        yield return (
            ApiRoute.Delete("/v1/keys/{id}", RouteScope.Admin, "revokes a key").Answers(204, 404, 503, 504, 507),
            keys.RevokeAsync);
        yield return (
            ApiRoute.Get("/v1/audit", RouteScope.Admin, "lists who did what, newest first")
                .Accepts(AuditQuery.Parameters).Answers(200, 503),
            services.GetRequiredService<AuditEndpoint>().ListAsync);

        ClientEndpoints clients = services.GetRequiredService<ClientEndpoints>();
        yield return (
            ApiRoute.Get("/clients/errand.py", RouteScope.Any, "returns the client for Python").Only(MediaTypes.Plain).Answers(200, 304),
            clients.PythonAsync);
        yield return (
            ApiRoute.Get("/clients/errand.ts", RouteScope.Any, "returns the client for TypeScript").Only(MediaTypes.Plain).Answers(200, 304),
            clients.TypeScriptAsync);

        FlaskEndpoints flask = services.GetRequiredService<FlaskEndpoints>();
        yield return (
            ApiRoute.Post("/task/new", RouteScope.Submit, "submits a task, as in flask-tasks").AsFlask()
                .Of(RouteSubject.DefaultType).Takes(RouteBody.Json, RouteBacklog.Submissions).Answers(200),
            flask.SubmitAsync);
        yield return (
            ApiRoute.Get("/task/{id}/view", RouteScope.ReadOwn, "shows a task, as in flask-tasks").AsFlask().Answers(200, 404, 503),
            flask.ViewAsync);

        yield return (
            ApiRoute.Get("/ping", RouteScope.Public, "says that the process runs").Leniently().Answers(200),
            HealthEndpoints.PingAsync);
        foreach ((ApiRoute Route, Func<RouteRequest, Task<Problem?>> Endpoint) probe in ProbeRoutes.Of(
            services.GetRequiredService<HealthEndpoints>(), services.GetService<MetricsEndpoint>()))
        {
            yield return probe;
        }

        yield return (
            ApiRoute.Get("/openapi.json", RouteScope.Any, "describes this API to machines")
                .Accepts(OpenApiEndpoint.Parameters).Answers(200, 304, 404),
            services.GetRequiredService<OpenApiEndpoint>().ReadAsync);
        ReferencePage reference = services.GetRequiredService<ReferencePage>();
        yield return (
            ApiRoute.Get("/docs", RouteScope.Any, "describes this API to people").Leniently().Answers(200, 302),
            reference.ShowAsync);
        yield return (
            ApiRoute.Get("/docs/{file}", RouteScope.Public, "returns a file of the page that describes this API")
                .Leniently().Answers(200, 304, 404),
            reference.ReadFileAsync);
    }

    private static void Map(
        RouteGroupBuilder group, IServiceProvider services, ApiRoute route, Func<RouteRequest, Task<Problem?>> endpoint)
    {
        var runner = new RouteRunner(route, services.GetRequiredService<RouteGate>(), endpoint);
        Func<HttpContext, Task<Problem?>> held =
            route.IsWrite ? services.GetRequiredService<OriginRule>().Around(runner.RunAsync) : runner.RunAsync;
        RequestDelegate guarded = services.GetRequiredService<RequestGuard>().Around(
            held, isSubmission: route.Backlog != RouteBacklog.None);
        IEndpointConventionBuilder mapped = group.MapMethods(RouteValue.Unique(route.Pattern), route.Methods, guarded);
        RoutePlace.Mark(mapped, route.Pattern, route.IsFlask);
        mapped.WithMetadata(route, new AccessMetadata(route.Scope.ToString()));
    }
}
