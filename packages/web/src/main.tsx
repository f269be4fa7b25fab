// Where the page begins.

import { RouterProvider } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";
import "./app/tokens.css";
import "./app/base.css";
import { router } from "./app/routes.tsx";

const place = document.getElementById("root");
if (place !== null) createRoot(place).render(<RouterProvider router={router} />);
